//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/alert.dart';
import 'package:gopay_client/src/model/inner_outlet.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'outlet_liquidity.g.dart';

/// OutletLiquidity
///
/// Properties:
/// * [outlet]
/// * [isOpen]
/// * [float]
/// * [held] - Put aside, above all for float that is being sold.
/// * [cashInToday]
/// * [cashOutToday]
/// * [expectedNeed] - What customers are likely to bring until the day is over.
/// * [cashInDrawers] - What all open drawers should hold by now.
/// * [alert]
@BuiltValue()
abstract class OutletLiquidity implements Built<OutletLiquidity, OutletLiquidityBuilder> {
  @BuiltValueField(wireName: r'outlet')
  InnerOutlet get outlet;

  @BuiltValueField(wireName: r'is_open')
  bool get isOpen;

  @BuiltValueField(wireName: r'float')
  String get float;

  /// Put aside, above all for float that is being sold.
  @BuiltValueField(wireName: r'held')
  String get held;

  @BuiltValueField(wireName: r'cash_in_today')
  String get cashInToday;

  @BuiltValueField(wireName: r'cash_out_today')
  String get cashOutToday;

  /// What customers are likely to bring until the day is over.
  @BuiltValueField(wireName: r'expected_need')
  String get expectedNeed;

  /// What all open drawers should hold by now.
  @BuiltValueField(wireName: r'cash_in_drawers')
  String get cashInDrawers;

  @BuiltValueField(wireName: r'alert')
  Alert? get alert;

  OutletLiquidity._();

  factory OutletLiquidity([void updates(OutletLiquidityBuilder b)]) = _$OutletLiquidity;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OutletLiquidityBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<OutletLiquidity> get serializer => _$OutletLiquiditySerializer();
}

class _$OutletLiquiditySerializer implements PrimitiveSerializer<OutletLiquidity> {
  @override
  final Iterable<Type> types = const [OutletLiquidity, _$OutletLiquidity];

  @override
  final String wireName = r'OutletLiquidity';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    OutletLiquidity object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'outlet';
    yield serializers.serialize(
      object.outlet,
      specifiedType: const FullType(InnerOutlet),
    );
    yield r'is_open';
    yield serializers.serialize(
      object.isOpen,
      specifiedType: const FullType(bool),
    );
    yield r'float';
    yield serializers.serialize(
      object.float,
      specifiedType: const FullType(String),
    );
    yield r'held';
    yield serializers.serialize(
      object.held,
      specifiedType: const FullType(String),
    );
    yield r'cash_in_today';
    yield serializers.serialize(
      object.cashInToday,
      specifiedType: const FullType(String),
    );
    yield r'cash_out_today';
    yield serializers.serialize(
      object.cashOutToday,
      specifiedType: const FullType(String),
    );
    yield r'expected_need';
    yield serializers.serialize(
      object.expectedNeed,
      specifiedType: const FullType(String),
    );
    yield r'cash_in_drawers';
    yield serializers.serialize(
      object.cashInDrawers,
      specifiedType: const FullType(String),
    );
    yield r'alert';
    yield object.alert == null ? null : serializers.serialize(
      object.alert,
      specifiedType: const FullType.nullable(Alert),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    OutletLiquidity object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OutletLiquidityBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'outlet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(InnerOutlet),
          ) as InnerOutlet;
          result.outlet.replace(valueDes);
          break;
        case r'is_open':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isOpen = valueDes;
          break;
        case r'float':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.float = valueDes;
          break;
        case r'held':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.held = valueDes;
          break;
        case r'cash_in_today':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cashInToday = valueDes;
          break;
        case r'cash_out_today':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cashOutToday = valueDes;
          break;
        case r'expected_need':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.expectedNeed = valueDes;
          break;
        case r'cash_in_drawers':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cashInDrawers = valueDes;
          break;
        case r'alert':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Alert),
          ) as Alert?;
          if (valueDes == null) continue;
          result.alert.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  OutletLiquidity deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OutletLiquidityBuilder();
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


