//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/line_request.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/customer_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_invoice_parts_request.g.dart';

/// What may be changed of a draft.
///
/// Properties:
/// * [customer]
/// * [lines]
/// * [dueDate]
/// * [note]
@BuiltValue()
abstract class PatchedInvoicePartsRequest implements Built<PatchedInvoicePartsRequest, PatchedInvoicePartsRequestBuilder> {
  @BuiltValueField(wireName: r'customer')
  CustomerRequest? get customer;

  @BuiltValueField(wireName: r'lines')
  BuiltList<LineRequest>? get lines;

  @BuiltValueField(wireName: r'due_date')
  Date? get dueDate;

  @BuiltValueField(wireName: r'note')
  String? get note;

  PatchedInvoicePartsRequest._();

  factory PatchedInvoicePartsRequest([void updates(PatchedInvoicePartsRequestBuilder b)]) = _$PatchedInvoicePartsRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedInvoicePartsRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedInvoicePartsRequest> get serializer => _$PatchedInvoicePartsRequestSerializer();
}

class _$PatchedInvoicePartsRequestSerializer implements PrimitiveSerializer<PatchedInvoicePartsRequest> {
  @override
  final Iterable<Type> types = const [PatchedInvoicePartsRequest, _$PatchedInvoicePartsRequest];

  @override
  final String wireName = r'PatchedInvoicePartsRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedInvoicePartsRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.customer != null) {
      yield r'customer';
      yield serializers.serialize(
        object.customer,
        specifiedType: const FullType(CustomerRequest),
      );
    }
    if (object.lines != null) {
      yield r'lines';
      yield serializers.serialize(
        object.lines,
        specifiedType: const FullType(BuiltList, [FullType(LineRequest)]),
      );
    }
    if (object.dueDate != null) {
      yield r'due_date';
      yield serializers.serialize(
        object.dueDate,
        specifiedType: const FullType(Date),
      );
    }
    if (object.note != null) {
      yield r'note';
      yield serializers.serialize(
        object.note,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedInvoicePartsRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedInvoicePartsRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'customer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(CustomerRequest),
          ) as CustomerRequest?;
          if (valueDes == null) continue;
          result.customer.replace(valueDes);
          break;
        case r'lines':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(LineRequest)]),
          ) as BuiltList<LineRequest>?;
          if (valueDes == null) continue;
          result.lines.replace(valueDes);
          break;
        case r'due_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.dueDate = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.note = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedInvoicePartsRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedInvoicePartsRequestBuilder();
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


