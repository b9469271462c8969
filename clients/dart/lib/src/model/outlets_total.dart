//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'outlets_total.g.dart';

/// OutletsTotal
///
/// Properties:
/// * [currency]
/// * [outlets]
/// * [float]
/// * [held]
/// * [alerts]
/// * [cashInToday]
/// * [cashOutToday]
/// * [expectedNeed]
/// * [cashInDrawers]
@BuiltValue()
abstract class OutletsTotal implements Built<OutletsTotal, OutletsTotalBuilder> {
  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'outlets')
  int get outlets;

  @BuiltValueField(wireName: r'float')
  String get float;

  @BuiltValueField(wireName: r'held')
  String get held;

  @BuiltValueField(wireName: r'alerts')
  int get alerts;

  @BuiltValueField(wireName: r'cash_in_today')
  String get cashInToday;

  @BuiltValueField(wireName: r'cash_out_today')
  String get cashOutToday;

  @BuiltValueField(wireName: r'expected_need')
  String get expectedNeed;

  @BuiltValueField(wireName: r'cash_in_drawers')
  String get cashInDrawers;

  OutletsTotal._();

  factory OutletsTotal([void updates(OutletsTotalBuilder b)]) = _$OutletsTotal;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OutletsTotalBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<OutletsTotal> get serializer => _$OutletsTotalSerializer();
}

class _$OutletsTotalSerializer implements PrimitiveSerializer<OutletsTotal> {
  @override
  final Iterable<Type> types = const [OutletsTotal, _$OutletsTotal];

  @override
  final String wireName = r'OutletsTotal';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    OutletsTotal object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'outlets';
    yield serializers.serialize(
      object.outlets,
      specifiedType: const FullType(int),
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
    yield r'alerts';
    yield serializers.serialize(
      object.alerts,
      specifiedType: const FullType(int),
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
  }

  @override
  Object serialize(
    Serializers serializers,
    OutletsTotal object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OutletsTotalBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'outlets':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.outlets = valueDes;
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
        case r'alerts':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.alerts = valueDes;
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
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  OutletsTotal deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OutletsTotalBuilder();
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


