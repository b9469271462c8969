//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/settled_line_kind_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settled_line.g.dart';

/// SettledLine
///
/// Properties:
/// * [at]
/// * [kind]
/// * [transactionId]
/// * [reference]
/// * [refundOf] - The reference of the sale.
/// * [store]
/// * [till]
/// * [staff]
/// * [gross] - Of a sale, with tip and convenience fee.
/// * [tip]
/// * [convenienceFee]
/// * [discount]
/// * [tax]
/// * [refunded] - Of a refund: what the payer got back.
/// * [fromTakings] - Of that, what came out of the takings.
/// * [net] - What it changes in the takings.
@BuiltValue()
abstract class SettledLine implements Built<SettledLine, SettledLineBuilder> {
  @BuiltValueField(wireName: r'at')
  DateTime get at;

  @BuiltValueField(wireName: r'kind')
  SettledLineKindEnum get kind;
  // enum kindEnum {  SALE,  REFUND,  };

  @BuiltValueField(wireName: r'transaction_id')
  String get transactionId;

  @BuiltValueField(wireName: r'reference')
  String get reference;

  /// The reference of the sale.
  @BuiltValueField(wireName: r'refund_of')
  String? get refundOf;

  @BuiltValueField(wireName: r'store')
  String? get store;

  @BuiltValueField(wireName: r'till')
  String? get till;

  @BuiltValueField(wireName: r'staff')
  String? get staff;

  /// Of a sale, with tip and convenience fee.
  @BuiltValueField(wireName: r'gross')
  String get gross;

  @BuiltValueField(wireName: r'tip')
  String get tip;

  @BuiltValueField(wireName: r'convenience_fee')
  String get convenienceFee;

  @BuiltValueField(wireName: r'discount')
  String get discount;

  @BuiltValueField(wireName: r'tax')
  String get tax;

  /// Of a refund: what the payer got back.
  @BuiltValueField(wireName: r'refunded')
  String get refunded;

  /// Of that, what came out of the takings.
  @BuiltValueField(wireName: r'from_takings')
  String get fromTakings;

  /// What it changes in the takings.
  @BuiltValueField(wireName: r'net')
  String get net;

  SettledLine._();

  factory SettledLine([void updates(SettledLineBuilder b)]) = _$SettledLine;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SettledLineBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SettledLine> get serializer => _$SettledLineSerializer();
}

class _$SettledLineSerializer implements PrimitiveSerializer<SettledLine> {
  @override
  final Iterable<Type> types = const [SettledLine, _$SettledLine];

  @override
  final String wireName = r'SettledLine';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SettledLine object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'at';
    yield serializers.serialize(
      object.at,
      specifiedType: const FullType(DateTime),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(SettledLineKindEnum),
    );
    yield r'transaction_id';
    yield serializers.serialize(
      object.transactionId,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'refund_of';
    yield object.refundOf == null ? null : serializers.serialize(
      object.refundOf,
      specifiedType: const FullType.nullable(String),
    );
    yield r'store';
    yield object.store == null ? null : serializers.serialize(
      object.store,
      specifiedType: const FullType.nullable(String),
    );
    yield r'till';
    yield object.till == null ? null : serializers.serialize(
      object.till,
      specifiedType: const FullType.nullable(String),
    );
    yield r'staff';
    yield object.staff == null ? null : serializers.serialize(
      object.staff,
      specifiedType: const FullType.nullable(String),
    );
    yield r'gross';
    yield serializers.serialize(
      object.gross,
      specifiedType: const FullType(String),
    );
    yield r'tip';
    yield serializers.serialize(
      object.tip,
      specifiedType: const FullType(String),
    );
    yield r'convenience_fee';
    yield serializers.serialize(
      object.convenienceFee,
      specifiedType: const FullType(String),
    );
    yield r'discount';
    yield serializers.serialize(
      object.discount,
      specifiedType: const FullType(String),
    );
    yield r'tax';
    yield serializers.serialize(
      object.tax,
      specifiedType: const FullType(String),
    );
    yield r'refunded';
    yield serializers.serialize(
      object.refunded,
      specifiedType: const FullType(String),
    );
    yield r'from_takings';
    yield serializers.serialize(
      object.fromTakings,
      specifiedType: const FullType(String),
    );
    yield r'net';
    yield serializers.serialize(
      object.net,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SettledLine object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SettledLineBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.at = valueDes;
          break;
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SettledLineKindEnum),
          ) as SettledLineKindEnum;
          result.kind = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.transactionId = valueDes;
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'refund_of':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.refundOf = valueDes;
          break;
        case r'store':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.store = valueDes;
          break;
        case r'till':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.till = valueDes;
          break;
        case r'staff':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.staff = valueDes;
          break;
        case r'gross':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.gross = valueDes;
          break;
        case r'tip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tip = valueDes;
          break;
        case r'convenience_fee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.convenienceFee = valueDes;
          break;
        case r'discount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.discount = valueDes;
          break;
        case r'tax':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tax = valueDes;
          break;
        case r'refunded':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.refunded = valueDes;
          break;
        case r'from_takings':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fromTakings = valueDes;
          break;
        case r'net':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.net = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SettledLine deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SettledLineBuilder();
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


