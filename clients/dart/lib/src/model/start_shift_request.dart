//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'start_shift_request.g.dart';

/// A counted drawer, and where.
///
/// Properties:
/// * [outletId] - Needed by who may serve at several outlets.
/// * [cash] - What is in the drawer.
@BuiltValue()
abstract class StartShiftRequest implements Built<StartShiftRequest, StartShiftRequestBuilder> {
  /// Needed by who may serve at several outlets.
  @BuiltValueField(wireName: r'outlet_id')
  String? get outletId;

  /// What is in the drawer.
  @BuiltValueField(wireName: r'cash')
  String get cash;

  StartShiftRequest._();

  factory StartShiftRequest([void updates(StartShiftRequestBuilder b)]) = _$StartShiftRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(StartShiftRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<StartShiftRequest> get serializer => _$StartShiftRequestSerializer();
}

class _$StartShiftRequestSerializer implements PrimitiveSerializer<StartShiftRequest> {
  @override
  final Iterable<Type> types = const [StartShiftRequest, _$StartShiftRequest];

  @override
  final String wireName = r'StartShiftRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    StartShiftRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.outletId != null) {
      yield r'outlet_id';
      yield serializers.serialize(
        object.outletId,
        specifiedType: const FullType(String),
      );
    }
    yield r'cash';
    yield serializers.serialize(
      object.cash,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    StartShiftRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required StartShiftRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'outlet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.outletId = valueDes;
          break;
        case r'cash':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cash = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  StartShiftRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = StartShiftRequestBuilder();
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


