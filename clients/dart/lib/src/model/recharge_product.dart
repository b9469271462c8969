//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/recharge_product_kind_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'recharge_product.g.dart';

/// RechargeProduct
///
/// Properties:
/// * [code]
/// * [name]
/// * [kind]
/// * [amount] - Its price; null: any amount within the bounds.
/// * [minimum]
/// * [maximum] - Null beside a minimum: there is none.
/// * [currency]
/// * [validityDays]
@BuiltValue()
abstract class RechargeProduct implements Built<RechargeProduct, RechargeProductBuilder> {
  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'kind')
  RechargeProductKindEnum get kind;
  // enum kindEnum {  AIRTIME,  DATA,  };

  /// Its price; null: any amount within the bounds.
  @BuiltValueField(wireName: r'amount')
  String? get amount;

  @BuiltValueField(wireName: r'minimum')
  String? get minimum;

  /// Null beside a minimum: there is none.
  @BuiltValueField(wireName: r'maximum')
  String? get maximum;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'validity_days')
  int? get validityDays;

  RechargeProduct._();

  factory RechargeProduct([void updates(RechargeProductBuilder b)]) = _$RechargeProduct;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RechargeProductBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RechargeProduct> get serializer => _$RechargeProductSerializer();
}

class _$RechargeProductSerializer implements PrimitiveSerializer<RechargeProduct> {
  @override
  final Iterable<Type> types = const [RechargeProduct, _$RechargeProduct];

  @override
  final String wireName = r'RechargeProduct';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RechargeProduct object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(RechargeProductKindEnum),
    );
    yield r'amount';
    yield object.amount == null ? null : serializers.serialize(
      object.amount,
      specifiedType: const FullType.nullable(String),
    );
    yield r'minimum';
    yield object.minimum == null ? null : serializers.serialize(
      object.minimum,
      specifiedType: const FullType.nullable(String),
    );
    yield r'maximum';
    yield object.maximum == null ? null : serializers.serialize(
      object.maximum,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'validity_days';
    yield object.validityDays == null ? null : serializers.serialize(
      object.validityDays,
      specifiedType: const FullType.nullable(int),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    RechargeProduct object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RechargeProductBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(RechargeProductKindEnum),
          ) as RechargeProductKindEnum;
          result.kind = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amount = valueDes;
          break;
        case r'minimum':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.minimum = valueDes;
          break;
        case r'maximum':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.maximum = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'validity_days':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.validityDays = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  RechargeProduct deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RechargeProductBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


